import { date, field, label, text, yuan } from '@maplebridge/contract';

/** A case never changes its type: it goes on as another case, and the two know of each other. */
export class Continuation {
  @field(text(64), {
    class: 'internal',
    required: true,
    label: label('转为案件类型', 'case type to continue as'),
    description: 'Name of a case type that is open here, e.g. `medical-dispute`. A new, linked case of that type is opened.',
  })
  into!: string;
}

export class Settlement {
  @field(yuan(1_000_000_000), {
    class: 'internal',
    label: label('约定金额', 'agreed amount'),
    description: 'What was agreed, whole yuan; absent when no money is owed.',
  })
  agreedAmount?: number;

  @field(date, { class: 'internal', label: label('履行期限', 'perform by'), description: 'Local day until which it is to be performed.' })
  performBy?: string;
}
