import type { Language } from '@maplebridge/contract';
import { ask, type Answer } from './http';
import { notePlanted } from './planted';
import { openStream, type Stream } from './stream';

interface Saying {
  readonly language?: Language;
}

/** Somebody at a client of their own. */
export interface Person {
  query(document: string, variables?: object, options?: Saying): Promise<Answer>;
  stream(document: string, variables?: object, options?: Saying): Promise<Stream>;
}

export interface Doorway {
  /** `http://host:port`, without a trailing slash. */
  readonly url: string;
  /** How they say who they are; `Bearer` when absent. */
  readonly scheme?: string;
  /** A token of that scheme; null for somebody who is not signed in. */
  readonly token: () => Promise<string | null>;
  /** Told of every stream, so that none is left open. */
  readonly opened: (stream: Stream) => void;
}

export function personAt({ url, token, opened, scheme = 'Bearer' }: Doorway): Person {
  return {
    query: async (query, variables, { language = 'en' } = {}) => {
      const bearer = await token();
      notePlanted(query, variables, bearer);
      const headers = { 'accept-language': language, ...(bearer === null ? {} : { authorization: `${scheme} ${bearer}` }) };
      return ask({ url: `${url}/graphql`, query, variables, headers });
    },
    stream: async (query, variables, { language = 'en' } = {}) => {
      const bearer = await token();
      notePlanted(query, variables, bearer);
      const connectionParams = { language, ...(bearer === null ? {} : { authorization: `${scheme} ${bearer}` }) };
      const stream = openStream({ url: `${url.replace(/^http/, 'ws')}/graphql`, query, variables: { ...variables }, connectionParams });
      opened(stream);
      return stream;
    },
  };
}
