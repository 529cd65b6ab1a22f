/** Text as a literal of SQL; for what comes out of declarations, never for what a user sent. */
export const quotedText = (text: string): string => `'${text.replace(/'/g, "''")}'`;
