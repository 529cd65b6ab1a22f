import { label } from '@maplebridge/contract';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/readConfig';
import { ConfigMistakes, type Mistake, type Objection } from '../config/mistakes';
import { openDocuments, type Documents } from '../documents/documents';
import type { TrustedDocuments } from '../documents/trusted';
import { readFiles } from './files';
import { mistakeIn, type Manifest } from './manifest';

export type TrustingConfig = Pick<Config, 'trusted' | 'mode' | 'language'>;

/** The documents of all manifests, each found right by the schema that is served. Throws `ConfigMistakes` with all that is wrong. */
export async function readTrusted({ trusted, mode, language }: TrustingConfig, schema: GraphQLSchema): Promise<TrustedDocuments> {
  if (trusted === undefined) return { texts: new Map(), only: false };
  const { manifests, mistakes } = await readFiles(trusted.place);
  const documents = openDocuments({ schema: () => schema, development: mode === 'development' });
  const texts = new Map(manifests.flatMap((one) => [...one.documents]));
  const all = [...mistakes, ...manifests.flatMap((one) => [...one.mistakes, ...faultsOf(one, documents)])];
  if (all.length === 0 && texts.size === 0) all.push({ variable: 'TRUSTED_DOCUMENTS', given: trusted.place, ...nothing });
  if (all.length > 0) throw new ConfigMistakes(all, language);
  return { texts, only: trusted.only };
}

const faultsOf = ({ client, documents: theirs }: Manifest, documents: Documents): readonly Mistake[] =>
  [...theirs].flatMap(([hash, text]) => {
    const fault = faultOf(text, documents);
    return fault === null ? [] : [mistakeIn(client, refusedHere(fault), hash)];
  });

/** What a client would be told who sent it. */
function faultOf(text: string, documents: Documents): string | null {
  try {
    return (
      documents
        .read(text)
        .errors?.map(({ message }) => message)
        .join(' ') ?? null
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error); // it cannot be parsed
  }
}

const refusedHere = (fault: string): Objection => ({
  why: label(`此网关会拒绝该文档：${fault}`, `the gateway would refuse the document: ${fault}`),
  works: label(
    '按此网关的 schema 重新生成清单，或移除该客户端的旧清单。',
    'a manifest made for the schema of this gateway; or take the old manifest of this client away.',
  ),
});

const nothing: Objection = {
  why: label('其中没有任何文档。', 'there is no document in it.'),
  works: label(
    '一个清单，或一个内有 <客户端>.json 清单的文件夹；没有清单则不设置。',
    'a manifest, or a folder of manifests called <client>.json; unset it without any.',
  ),
};
