import type { CaseRecord, OwnTables, PlaceRecord, RequestContext, UnitRecord } from '@maplebridge/contract';
import { access, CaseInterface, PlaceObject, UnitObject } from '@maplebridge/graph';
import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { countByCase, countByPlace, countByUnit } from './visits';

type Counting = (tables: OwnTables, ids: readonly string[]) => Promise<readonly { readonly id: string; readonly visits: number }[]>;

/** One statement for a page, whatever its size: the loader lives as long as the request. */
const counted = (count: Counting, id: string, context: RequestContext): Promise<number> =>
  context
    .cached(
      count,
      () =>
        new DataLoader<string, number>(async (ids) => {
          const found = new Map((await count(context.own('parking-disputes'), ids)).map((one) => [one.id, one.visits]));
          return ids.map((one) => found.get(one) ?? 0);
        }),
    )
    .load(id);

/** Way in (e): fields on the types that all plugins share. */
@Resolver(() => CaseInterface)
export class ParkingOfCase {
  @access('case')
  @FieldResolver(() => Int, { description: 'How often somebody went there because of parking; 0 for other types of case.' })
  parkingVisits(@Root() { id }: CaseRecord, @Ctx() context: RequestContext): Promise<number> {
    return counted(countByCase, id, context);
  }
}

@Resolver(() => UnitObject)
export class ParkingOfUnit {
  @access('case')
  @FieldResolver(() => Int, { description: 'Visits of the unit because of parking, as the ledger was last followed.' })
  parkingVisits(@Root() { id }: UnitRecord, @Ctx() context: RequestContext): Promise<number> {
    return counted(countByUnit, id, context);
  }
}

@Resolver(() => PlaceObject)
export class ParkingOfPlace {
  @access('case')
  @FieldResolver(() => Int, { description: 'Visits to this place because of parking.' })
  parkingVisits(@Root() { id }: PlaceRecord, @Ctx() context: RequestContext): Promise<number> {
    return counted(countByPlace, id, context);
  }
}
