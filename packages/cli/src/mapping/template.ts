const placeholder = /\{([^{}]+)\}/g;

/** The columns that a template names, in order. */
export const columnsOf = (template: string): readonly string[] => [...template.matchAll(placeholder)].map((match) => match[1] ?? '');

/** Fills a template; null when a column it names is missing in the row. */
export type Fill = (cell: (column: string) => string | null) => string | null;

export function compileTemplate(template: string): Fill {
  const columns = columnsOf(template);
  if (columns.length === 0) return () => template;
  return (cell) => {
    let isWhole = true;
    const text = template.replace(placeholder, (_match, column: string) => {
      const value = cell(column);
      if (value === null) isWhole = false;
      return value ?? '';
    });
    return isWhole ? text : null;
  };
}
