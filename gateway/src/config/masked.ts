/** The value as a screen or a log may show it: passwords and query parameters of URLs are hidden, and so is what looks like no URL at all. */
export function maskedUrl(given: string): string {
  if (!URL.canParse(given)) return '(hidden: not a URL)';
  const url = new URL(given);
  if (url.password !== '') url.password = '***';
  if (url.search !== '') url.search = '?***';
  return url.toString();
}
