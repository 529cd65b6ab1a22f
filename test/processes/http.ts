import { request, type IncomingHttpHeaders } from 'node:http';

export interface Asked {
  readonly query: string;
  readonly variables?: object;
}

export interface Answered {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever its document selected, and fails when it is not there
  readonly data: any;
  /** Empty when there are none. */
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** One POST on a connection of its own, so that nothing stays open between two questions. */
export async function askAs(url: string, token: string | null, asked: Asked): Promise<Answered> {
  const headers = {
    'content-type': 'application/json',
    'accept-language': 'en',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  const { status, text } = await send(`${url}/graphql`, { method: 'POST', headers }, JSON.stringify(asked));
  const { data, errors = [] } = JSON.parse(text) as Partial<Answered>;
  return { status, data, errors };
}

export interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export const get = (url: string): Promise<Page> => send(url, { method: 'GET', headers: {} });

const send = (url: string, options: { method: string; headers: Record<string, string> }, body?: string): Promise<Page> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { ...options, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** The data of an answer without errors; a refusal fails the test with what it says. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what its document selected
export function good({ data, errors }: Answered): any {
  if (errors.length > 0) throw new Error(`Refused: ${JSON.stringify(errors)}`);
  return data;
}
