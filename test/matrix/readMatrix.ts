import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the checked-in matrix says of one relation to cases of one type, cell by cell as it is written there. */
export interface RelationCells {
  readonly relation: string;
  readonly case: string;
  readonly internal: string;
  readonly personal: string;
  readonly opens: string;
  readonly parties: string;
  readonly moves: string;
}

const folder = join(__dirname, '..', '..', 'docs', 'matrix');

/** The tables of a file of docs/matrix by their titles, without their heads. */
function tablesOf(file: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const sections = readFileSync(join(folder, `${file}.md`), 'utf8')
    .split(/^## /m)
    .slice(1);
  return new Map(
    sections.map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const rows = lines
        .filter((line) => line.startsWith('|'))
        .map((line) =>
          line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        );
      return [title, rows.slice(2)];
    }),
  );
}

/** The relations to cases of a type, as they are checked in. */
export function relationsIn(jurisdiction: string, type: string): readonly RelationCells[] {
  const found = [...tablesOf(jurisdiction)].find(([title]) => title.endsWith(`(\`${type}\`)`));
  if (!found) throw new Error(`docs/matrix/${jurisdiction}.md has no relations to ${type}.`);
  return found[1].map(([relation = '', seen = '', internal = '', personal = '', opens = '', parties = '', moves = '']) => ({
    relation,
    case: seen,
    internal,
    personal,
    opens,
    parties,
    moves,
  }));
}

/** Rules by `Type.field`, of operations and fields alike, from all files that are checked in. */
export const allRules = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder).flatMap((name) =>
      [...tablesOf(name.replace(/\.md$/, ''))]
        .filter(([title]) => title === 'Operations' || title === 'Fields')
        .flatMap(([, rows]) => rows.map(([field = '', rule = '']): [string, string] => [field.replace(/\(.*$/, ''), rule])),
    ),
  );
