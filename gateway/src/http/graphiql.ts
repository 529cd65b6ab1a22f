import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** Built by `bin/graphiql.mjs`; beside `dist` whether this file runs from `src` or from `dist`. */
const builtAssets = resolve(__dirname, '..', '..', 'dist', 'graphiql');

const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
};

/** Everything from this origin: the page works without internet, and can send a token nowhere else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // the editor positions its parts by style attributes
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** GET /graphiql and its two files, read once at start. False when they were not built: then there is no such page. */
export async function answerGraphiql(app: FastifyInstance, folder = builtAssets): Promise<boolean> {
  const names = Object.keys(types);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name)).catch(() => null)));
  if (files.some((file) => file === null)) return false;
  for (const [index, name] of names.entries()) {
    const path = name === 'index.html' ? '/graphiql' : `/graphiql/${name}`;
    app.get(path, async (_request, reply) =>
      reply.headers({ 'content-security-policy': policy, 'content-type': types[name] }).send(files[index]),
    );
  }
  return true;
}
