import type { IncomingHttpHeaders } from 'node:http';

/** A cookie of ours. `__Host-` lets no other host and no other path of the site set it; it is for https only, so that plain http goes without. */
export interface Cookie {
  readonly read: (headers: Pick<IncomingHttpHeaders, 'cookie'>) => string | undefined;
  /** The value of a Set-Cookie header; `seconds` until the browser forgets it. */
  readonly set: (value: string, seconds: number) => string;
  readonly clear: string;
}

export function cookie(name: string, isSecure: boolean): Cookie {
  const full = isSecure ? `__Host-${name}` : name;
  const rest = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    read: ({ cookie: header = '' }) =>
      header
        .split(/; */)
        .find((pair) => pair.startsWith(`${full}=`))
        ?.slice(full.length + 1),
    set: (value, seconds) => `${full}=${value}; ${rest}; Max-Age=${seconds}`,
    clear: `${full}=; ${rest}; Max-Age=0`,
  };
}
