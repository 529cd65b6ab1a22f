import {
  choice,
  date,
  defineCaseType,
  defineJurisdiction,
  field,
  hours,
  integer,
  label,
  localRule,
  text,
  unitReference,
  yuan,
  type Jurisdiction,
} from '@maplebridge/contract';
import { caseResolver } from '../index';

const source = localRule(label('测试', 'For tests'), '1', '2024-01-01');
const grade = choice('NoiseGrade', { low: label('低', 'Low'), high: label('高', 'High') });

class NoiseDetails {
  @field(grade, { class: 'public', label: label('级别', 'Grade'), description: 'How loud it is.' }) grade?: string;
  @field(integer(0, 200, label('分贝', 'dB')), { class: 'internal', label: label('声级', 'Level'), description: 'Measured level.' })
  level?: number;
  @field(text(20), { class: 'contact', label: label('电话', 'Telephone'), description: 'Where to call back.' }) telephone?: string;
  @field(unitReference('police'), { class: 'internal', label: label('出警单位', 'Patrol'), description: 'Unit that went there.' })
  patrol?: string;
  @field(date, { class: 'internal', label: label('日期', 'Day'), description: 'Day of the noise.' }) day?: string;
}

class Settlement {
  @field(yuan(1_000_000), { class: 'internal', label: label('金额', 'Amount'), description: 'Sum agreed upon.', required: true })
  amount?: number;
}

export const noiseComplaint = defineCaseType({
  name: 'noise-complaint',
  label: label('噪声投诉', 'Noise complaint'),
  description: 'Noise at night.',
  details: NoiseDetails,
  posts: { officer: { label: label('民警', 'Officer') } },
  initial: 'reported',
  states: {
    reported: { phase: 'intake', label: label('已报告', 'reported') },
    settled: { phase: 'closed', outcome: 'resolved', label: label('已和解', 'settled') },
    dismissed: { phase: 'closed', outcome: 'notResolved', label: label('已驳回', 'dismissed') },
  },
  moves: {
    settle: { from: 'reported', to: 'settled', by: { post: ['officer'] }, takes: Settlement, label: label('和解', 'Settle'), source },
    dismiss: { from: 'reported', to: 'dismissed', by: { post: ['officer'] }, label: label('驳回', 'Dismiss') },
  },
  clocks: { answer: { from: 'open', until: ['settle'], length: hours(24), source, label: label('答复', 'Answer') } },
  sees: { post: { officer: 'unit' } },
  openedBy: ['resident'],
  warnings: [{ code: 'loud', label: label('很响', 'Very loud'), severity: 'urgent', when: ({ details }) => (details.level ?? 0) > 90 }],
  statistics: { settled: { label: label('和解数', 'Settled'), count: ['settled'] } },
});

class StallDetails {
  @field(text(10), { class: 'public', label: label('档次', 'Grade'), description: 'Class of the stall.', required: true }) grade?: string;
}

export const stallDispute = defineCaseType({
  name: 'stall-dispute',
  label: label('摊位纠纷', 'Stall dispute'),
  description: 'Two stalls, one place.',
  details: StallDetails,
  posts: { keeper: { label: label('管理员', 'Keeper') } },
  initial: 'filed',
  states: {
    filed: { phase: 'intake', label: label('已登记', 'filed') },
    over: { phase: 'closed', outcome: 'resolved', label: label('已结束', 'over') },
  },
  moves: { end: { from: 'filed', to: 'over', by: { post: ['keeper'] }, label: label('结束', 'End') } },
  sees: { post: { keeper: 'unit' } },
  openedBy: ['keeper'],
});

const jurisdiction = (name: string, rest: Pick<Jurisdiction, 'caseTypes' | 'resolvers'>): Jurisdiction =>
  defineJurisdiction({ name, version: '1.0.0', label: label(name, name), contract: '^1.0.0', ...rest });

export const noise = jurisdiction('noise', { caseTypes: [noiseComplaint], resolvers: [caseResolver(noiseComplaint)] });
export const stalls = jurisdiction('stalls', { caseTypes: [stallDispute], resolvers: [caseResolver(stallDispute)] });
export { jurisdiction };
