import { request, type IncomingHttpHeaders } from 'node:http';

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string; readonly requestId: string };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body byte for byte. */
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever its document selected, and fails when it is not there
  readonly data: any;
  /** Empty when there are none. */
  readonly errors: readonly GraphqlError[];
}

export interface Asked {
  readonly url: string;
  readonly query: string;
  readonly variables?: object;
  readonly headers: Readonly<Record<string, string>>;
}

/** One POST on a connection of its own, so that nothing stays open between two questions. */
export async function ask({ url, query, variables, headers }: Asked): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  const { status, headers: answered, text } = await post(url, { 'content-type': 'application/json', ...headers }, body);
  const { data, errors = [] } = JSON.parse(text) as { data?: unknown; errors?: GraphqlError[] };
  return { status, headers: answered, text, data, errors };
}

const post = (url: string, headers: Readonly<Record<string, string>>, body: string) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
