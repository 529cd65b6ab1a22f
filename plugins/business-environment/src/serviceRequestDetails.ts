import { field, integer, label, text } from '@maplebridge/contract';

/** A request under a published measure. Who asks is a party of the case, never a detail. */
export class ServiceRequestDetails {
  @field(text(40), {
    class: 'public',
    label: label('措施编号', 'measure'),
    description: 'Code of the measure the request is made under, as published, at most 40 characters. Needed before acceptance.',
  })
  measureCode?: string;

  @field(text(200), { class: 'public', label: label('事项名称', 'matter'), description: 'What is asked for, at most 200 characters.' })
  requestedService?: string;

  @field(integer(0, 1000, label('份', 'documents')), {
    class: 'public',
    label: label('已交材料', 'documents handed in'),
    description: 'Number of documents handed in, 0 to 1,000.',
  })
  documentsHandedIn?: number;

  @field(text(2000), {
    class: 'public',
    setBy: 'office',
    label: label('一次性告知的补正材料', 'missing documents told'),
    description: 'All that was missing, told once (Regulation on Optimizing the Business Environment art. 36); absent while nothing was.',
  })
  missingDocuments?: string;
}
