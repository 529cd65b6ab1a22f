import { z } from 'zod';
import { mappingSchema } from './schema';

/** The schema of a mapping for editors; `packages/cli/mapping.schema.json` is this, checked in. */
export const mappingJsonSchema = (): object => ({
  title: 'Mapping of a file for "maplebridge import"',
  ...z.toJSONSchema(mappingSchema, { io: 'input', unrepresentable: 'any' }),
});
