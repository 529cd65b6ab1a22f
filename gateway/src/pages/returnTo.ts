/** Where a page goes once somebody is signed in: a path of this platform and nothing that a browser could read as another host. */
export function safeReturn(given: unknown, publicUrl: string): string | null {
  if (given === undefined) return '/';
  if (typeof given !== 'string' || given.length > 2048 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(given)) return null;
  if (given.includes('\\') || !URL.canParse(given, publicUrl)) return null;
  const url = new URL(given, publicUrl);
  return url.origin === new URL(publicUrl).origin ? `${url.pathname}${url.search}${url.hash}` : null;
}
