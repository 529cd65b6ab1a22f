import { field, integer, label, text, yuan } from '@maplebridge/contract';

/** What only a dispute over property fees has. Who quarrels is said by the parties. */
export class PropertyFeeDetails {
  @field(text(100), {
    class: 'internal',
    label: label('小区名称', 'estate'),
    description: 'Name of the housing estate, at most 100 characters. Needed before acceptance.',
  })
  estate?: string;

  @field(yuan(10_000_000), {
    class: 'internal',
    label: label('争议金额', 'disputed amount'),
    description: 'Fees that one side demands and the other withholds, whole yuan from 0 to 10,000,000.',
  })
  disputedAmount?: number;

  @field(integer(0, 240, label('个月', 'months')), {
    class: 'internal',
    label: label('拖欠月数', 'months in arrears'),
    description: 'For how many months nothing was paid, from 0 to 240.',
  })
  monthsInArrears?: number;
}
