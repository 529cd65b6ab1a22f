import { request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request on a connection of its own, byte for byte as it is given. */
export const sendTo = (url: string, { method = 'POST', path = '/graphql', headers = {}, body }: Sent): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    sent.setTimeout(15_000, () => sent.destroy(new Error('no answer within 15 s')));
    sent.on('error', reject);
    sent.end(body);
  });

const inside =
  /(?:\n|\\n)\s+at |node_modules|\/(?:dist|src)\/|select .{1,200} from|insert into |\bcore\.\w|relation "|SyntaxError|TypeError/i;
const codes = /\bE(?:CONN|PIPE|NOTFOUND|TIMEDOUT)[A-Z]*/;

/** What an answer gives away or lacks; empty when it is as every answer must be. */
export function faultsOf({ status, text, headers }: Heard): readonly string[] {
  const found = inside.exec(text) ?? codes.exec(text);
  const leaks = found ? [`says what stands behind it: ${found[0]}`] : [];
  if (status >= 500) leaks.push(`status ${status}`);
  if (headers['x-request-id'] === undefined) leaks.push('no request id');
  if (text === '') return status === 204 || status === 405 ? leaks : [...leaks, `no body with status ${status}`];
  return [...leaks, ...errorFaults(text)];
}

/** Of a body in JSON, as sockets bring it too: every error has a code and a request id, and none is a bug. */
export function errorFaults(text: string): readonly string[] {
  const errors = errorsIn(text);
  if (errors === null) return ['the body is no JSON'];
  return errors.flatMap(({ extensions: { code, requestId } = {} }) => [
    ...(typeof code === 'string' ? [] : ['an error without a code']),
    ...(typeof requestId === 'string' ? [] : ['an error without a request id']),
    ...(code === 'INTERNAL_SERVER_ERROR' ? ['a bug reached the client'] : []),
  ]);
}

interface ErrorSeen {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown; readonly requestId?: unknown };
}

export function errorsIn(text: string): readonly ErrorSeen[] | null {
  try {
    return (JSON.parse(text) as { errors?: readonly ErrorSeen[] }).errors ?? [];
  } catch {
    return null;
  }
}

/** `400 BAD_USER_INPUT`, `200 -` without an error: how rows say what they got. */
export function brief({ status, text }: Heard): string {
  const codes = new Set((errorsIn(text) ?? []).map(({ extensions }) => String(extensions?.code)));
  return `${status} ${codes.size === 0 ? '-' : [...codes].sort().join('+')}`;
}

/** One answer for many: that of all when they agree, else each that differs. */
export const alike = (answers: readonly string[]): string => [...new Set(answers)].join(' / ');
