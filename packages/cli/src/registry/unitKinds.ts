import { label, type Label } from '@maplebridge/contract';

/** Kinds of organisations that need no label of their own in a file. Any other kind brings `kind_zh` and `kind_en`. */
export const knownKinds: Readonly<Record<string, Label>> = {
  province: label('省', 'province'),
  city: label('市', 'city'),
  district: label('区县', 'district'),
  township: label('街道乡镇', 'township'),
  government: label('政府', 'government'),
  department: label('部门', 'department'),
  police: label('公安机关', 'police'),
  policeStation: label('派出所', 'police station'),
  committee: label('调解委员会', 'committee'),
  village: label('村居', 'village or community'),
  hospital: label('医院', 'hospital'),
  court: label('法院', 'court'),
  insurer: label('保险机构', 'insurer'),
  marketOffice: label('市场管理机构', 'market office'),
  serviceHall: label('政务服务大厅', 'service hall'),
};
