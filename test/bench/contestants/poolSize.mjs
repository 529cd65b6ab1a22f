/** Connections of each contestant, at most: the gateway's own default. More of them cost PostgreSQL more for each request. */
export const poolSize = 6;
