import { field, label, text, unitReference } from '@maplebridge/contract';

/** Everything that is missing, in one telling. */
export class MissingDocuments {
  @field(text(2000), {
    class: 'internal',
    required: true,
    label: label('需补正的全部材料', 'all missing documents'),
    description: 'Complete list of what is missing, at most 2,000 characters; a second list is refused. Names no person.',
  })
  missingDocuments!: string;
}

/** Which department is called in. The window that signed stays accountable. */
export class DepartmentCall {
  @field(unitReference(), {
    class: 'internal',
    required: true,
    label: label('承办部门', 'department'),
    description: 'Unit whose department sees the case from now on and may act on it.',
  })
  unit!: string;
}
