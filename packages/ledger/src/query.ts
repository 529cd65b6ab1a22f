/** One statement with bound values. The caller decides whether it runs inside a transaction. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
