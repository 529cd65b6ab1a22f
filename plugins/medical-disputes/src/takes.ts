import { date, field, label, personReference, yuan } from '@maplebridge/contract';

/** Whom both sides entrust. An appraiser with a tie to a side has to step back (art. 37). */
export class AppraisalOrder {
  @field(personReference, {
    class: 'internal',
    required: true,
    label: label('鉴定人员', 'appraiser'),
    description: 'Person of a medical association or judicial appraisal body, free of any ground for recusal (art. 37).',
  })
  person!: string;
}

/** The written agreement as far as the case keeps it; the paper itself stays with the committee. */
export class SignedAgreement {
  @field(yuan(100_000_000), {
    class: 'internal',
    required: true,
    label: label('协议金额', 'agreed amount'),
    description: 'What the agreement grants, whole yuan; 0 for an apology or a service in kind.',
  })
  agreedAmount!: number;

  @field(date, {
    class: 'internal',
    required: true,
    label: label('履行期限', 'perform by'),
    description: 'Local day until which it is to be performed.',
  })
  performBy!: string;
}
