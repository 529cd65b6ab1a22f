import { createHash } from 'node:crypto';

/** The same name always has the same id, so that a demo's links survive being made again. */
export function demoId(name: string): string {
  const hex = createHash('sha256').update(`maplebridge demo ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type DemoUnit = readonly [code: string, parent: string | null, kind: string, chinese: string, english: string];

/** Kinds are data: [code, Chinese, English]. */
export const demoKinds = [
  ['government', '人民政府', 'government'],
  ['police', '公安机关', 'police'],
  ['department', '政府部门', 'department'],
  ['committee', '人民调解委员会', "people's mediation committee"],
  ['hospital', '医院', 'hospital'],
  ['market', '市场管理办公室', 'market office'],
  ['court', '人民法院', 'court'],
  ['insurer', '保险机构', 'insurer'],
  ['community', '社区', 'community'],
  ['grid', '网格', 'grid'],
] as const;

/** An invented city: no real unit, place or person is meant. */
export const demoUnits: readonly DemoUnit[] = [
  ['P', null, 'government', '示范省', 'Demo Province'],
  ['P-C', 'P', 'government', '枫桥市', 'Maplebridge City'],
  ['P-C-E', 'P-C', 'government', '河东区', 'East Bank District'],
  ['P-C-W', 'P-C', 'government', '河西区', 'West Bank District'],
  ['E-STATION', 'P-C-E', 'police', '桥头派出所', 'Bridgehead Police Station'],
  ['W-STATION', 'P-C-W', 'police', '码头派出所', 'Wharf Police Station'],
  ['E-COMMITTEE', 'P-C-E', 'committee', '河东区人民调解委员会', "East Bank People's Mediation Committee"],
  ['C-MEDICAL', 'P-C', 'committee', '枫桥市医疗纠纷人民调解委员会', 'Maplebridge Medical Dispute Mediation Committee'],
  ['C-HOSPITAL', 'P-C', 'hospital', '枫桥市第一医院', 'Maplebridge First Hospital'],
  ['E-MARKET', 'P-C-E', 'market', '桥头夜市管理办公室', 'Bridgehead Night Market Office'],
  ['C-SERVICE', 'P-C', 'department', '枫桥市政务服务中心', 'Maplebridge Government Service Centre'],
  ['C-COURT', 'P-C', 'court', '枫桥市人民法院', 'Maplebridge Court'],
  ['E-RIVER', 'E-STATION', 'community', '滨河社区', 'Riverside Community'],
  ['E-RIVER-1', 'E-RIVER', 'grid', '滨河一网格', 'Riverside Grid 1'],
  ['E-RIVER-2', 'E-RIVER', 'grid', '滨河二网格', 'Riverside Grid 2'],
];

type DemoPlace = readonly [code: string, within: string | null, kind: string, name: string];

export const demoPlaces: readonly DemoPlace[] = [
  ['RIVER', null, 'area', '滨河片区 Riverside'],
  ['RIVER-1', 'RIVER', 'grid', '滨河一网格 Riverside Grid 1'],
  ['BUILDING-3', 'RIVER-1', 'building', '滨河路3号楼 3 Riverside Road'],
  ['DOOR-301', 'BUILDING-3', 'door', '滨河路3号楼301 Flat 301'],
  ['NIGHT-MARKET', 'RIVER', 'market', '桥头夜市 Bridgehead Night Market'],
  ['STALL-12', 'NIGHT-MARKET', 'stall', '12号摊位 Stall 12'],
  ['HALL', null, 'hall', '政务服务大厅 Service hall'],
];

/** Which unit answers for which type where; `null`: for all types, or everywhere. */
export const demoCompetence: readonly (readonly [unit: string, type: string | null, place: string | null])[] = [
  ['E-RIVER', null, 'RIVER'],
  ['E-MARKET', 'night-market-dispute', 'NIGHT-MARKET'],
  ['C-MEDICAL', 'medical-dispute', null],
  ['C-SERVICE', 'service-request', null],
  ['C-SERVICE', 'business-complaint', null],
];
