import { field, label, unitReference } from '@maplebridge/contract';

/** What a transfer takes. A unit cannot decline without naming who answers next. */
export class Transfer {
  @field(unitReference(), {
    class: 'internal',
    required: true,
    label: label('接收单位', 'receiving unit'),
    description: 'Unit that becomes the one accountable unit at once and has to sign for the case.',
  })
  unit!: string;
}
