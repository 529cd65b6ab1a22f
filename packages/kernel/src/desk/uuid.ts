const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** PostgreSQL refuses any other text as a uuid; what is not one names nothing here. */
export const isUuid = (text: string): boolean => shape.test(text);

/** PostgreSQL has no NUL in a text; what holds one is the name of nothing. */
export const isStorable = (text: string): boolean => !text.includes('\u0000');
