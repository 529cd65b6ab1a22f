import { issuer } from './ids.mjs';

const since = '2020-01-01T00:00:00Z';

/** One level of the tree: [code, parent, kind, Chinese, English] as SQL over `from`. */
const level = ({ depth, code, parent, kind, zh, en, from }) => `
insert into core.unit (id, code, name_zh, name_en, kind, parent_id, level, path, time_zone, valid_from)
select pg_temp.id_of('unit ' || one.code), one.code, one.zh, one.en, '${kind}', p.id, ${depth},
  coalesce(p.path, '{}') || pg_temp.id_of('unit ' || one.code), 'Asia/Shanghai', '${since}'
from (select ${code} as code, ${parent} as parent, ${zh} as zh, ${en} as en from ${from}) one left join core.unit p on p.code = one.parent`;

const cities = 'generate_series(0, 9) c';
const counties = `${cities}, generate_series(0, 9) k`;
const grids = `${counties}, generate_series(0, 19) g`;
const grid = `to_char(g, 'FM00')`;

const tree = [
  level({ depth: 0, code: `'P'`, parent: 'null', kind: 'government', zh: `'示范省'`, en: `'Demo Province'`, from: '(values (1)) one' }),
  level({ depth: 1, code: `'C' || c`, parent: `'P'`, kind: 'government', zh: `'第' || c || '市'`, en: `'City ' || c`, from: cities }),
  level({
    depth: 2,
    code: `'C' || c || '-K' || k`,
    parent: `'C' || c`,
    kind: 'police',
    zh: `'第' || c || '市第' || k || '派出所'`,
    en: `'Station ' || k || ' of City ' || c`,
    from: counties,
  }),
  level({
    depth: 2,
    code: `'C' || c || '-H'`,
    parent: `'C' || c`,
    kind: 'hospital',
    zh: `'第' || c || '市人民医院'`,
    en: `'Hospital of City ' || c`,
    from: cities,
  }),
  level({
    depth: 3,
    code: `'C' || c || '-K' || k || '-G' || ${grid}`,
    parent: `'C' || c || '-K' || k`,
    kind: 'grid',
    zh: `'第' || k || '所第' || g || '网格'`,
    en: `'Grid ' || g || ' of Station ' || k || ' of City ' || c`,
    from: grids,
  }),
];

const kinds = `insert into core.unit_kind (kind, label_zh, label_en) values
  ('government', '人民政府', 'government'), ('police', '公安机关', 'police'), ('hospital', '医院', 'hospital'), ('grid', '网格', 'grid')`;

const history = `insert into core.unit_history (unit_id, parent_id, path, name_zh, name_en, valid_from)
  select id, parent_id, path, name_zh, name_en, valid_from from core.unit`;

const people = (subject, from) => `insert into core.person (id, issuer, subject)
  select pg_temp.id_of('person ' || one.subject), '${issuer}', one.subject from (select ${subject} as subject from ${from}) one`;

/** Holders of posts: [SQL of the subject, roles, SQL of the unit's code, from]. */
const post = ({ subject, roles, unit, from }) => `
insert into core.appointment (id, person_id, role, unit_id, valid_from)
select pg_temp.id_of('post ' || one.subject || role), pg_temp.id_of('person ' || one.subject), role, pg_temp.id_of('unit ' || one.unit), '${since}'
from (select ${subject} as subject, ${unit} as unit from ${from}) one, unnest(array[${roles.map((role) => `'${role}'`)}]) role`;

const workers = ['officer', 'mediationOffice', 'serviceWindow', 'watchman'];
/** 5,000 officers of one station, and 5,000 who watch 200 grids of the first city, 25 each. */
const colleagues = 'generate_series(0, 4999) n';
const watchers = '(select n, n % 200 as at from generate_series(0, 4999) n) w';
const watched = `'C0-K' || (at / 20) || '-G' || to_char(at % 20, 'FM00')`;
const provincial = `(values ('officer'), ('supervisor')) p (subject)`;

/** Units, people and posts; a thirtieth of the cases' number are residents who take part in them. */
export const registry = (cases) => [
  kinds,
  ...tree,
  history,
  people('p.subject', provincial),
  people(`'station-' || c || '-' || k`, counties),
  people(`'watcher-' || n`, watchers),
  people(`'colleague-' || n`, colleagues),
  people(`'resident-' || n`, `generate_series(0, ${residents(cases) - 1}) n`),
  post({ subject: `'officer'`, roles: ['officer'], unit: `'P'`, from: '(values (1)) one' }),
  post({ subject: `'supervisor'`, roles: ['supervisor'], unit: `'P'`, from: '(values (1)) one' }),
  post({ subject: `'station-' || c || '-' || k`, roles: workers, unit: `'C' || c || '-K' || k`, from: counties }),
  post({ subject: `'colleague-' || n`, roles: ['officer'], unit: `'C0-K0'`, from: colleagues }),
  post({ subject: `'watcher-' || n`, roles: ['officer'], unit: watched, from: watchers }),
];

export const residents = (cases) => Math.max(100, Math.floor(cases / 30));
