/** `medical-dispute` -> `MedicalDispute`: GraphQL type names. */
export const pascalCase = (kebab: string): string =>
  kebab.replace(/(^|-)([a-z0-9])/g, (_match, _dash, letter: string) => letter.toUpperCase());

/** `medical-dispute` -> `medicalDispute`: GraphQL root fields. */
export const camelCase = (kebab: string): string => kebab.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/** `medical-dispute` or `claimedAmount` -> `medical_dispute`, `claimed_amount`: schemas, tables, columns. */
export const snakeCase = (name: string): string =>
  name
    .replace(/-/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** `inMediation` -> `IN_MEDIATION`: values of the enums that the platform shares. */
export const constantCase = (camel: string): string => snakeCase(camel).toUpperCase();
