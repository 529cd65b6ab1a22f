import type { Migration } from '@maplebridge/contract';

/**
 * When the database wrote each version of a unit, beside the time from which it holds: entries are stamped by the same clock, so that for
 * every entry the ancestors of that moment can be found, whatever the clocks of the gateways say. In whole milliseconds, as readers see them.
 */
export const dateUnitVersions: Migration = {
  at: 1795600000000,
  name: 'DateUnitVersions',
  up: [
    `alter table unit_history add column recorded_at timestamptz`,
    `update unit_history set recorded_at = date_trunc('milliseconds', valid_from)`,
    `alter table unit_history alter column recorded_at set not null,
       alter column recorded_at set default date_trunc('milliseconds', clock_timestamp())`,
  ],
};
