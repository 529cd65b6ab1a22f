import { field, label, personReference } from '@maplebridge/contract';

/** Whom the committee appoints, or the parties choose (People's Mediation Law art. 19). */
export class Appointment {
  @field(personReference, {
    class: 'internal',
    required: true,
    label: label('人民调解员', "people's mediator"),
    description: 'Person who mediates this case and sees it from now on.',
  })
  person!: string;
}
