export { openClock, type Clock, type Span } from './clock';
export { openTestDatabase, type TestDatabase, type TestTemplate } from './database';
export { openTestGateway, type TestGateway, type TestGatewayOptions } from './gateway';
export { runGatewayProcess, type GatewayProcess, type GatewayProcessOptions } from './gatewayProcess';
export { type Answer, type GraphqlError } from './http';
export { asRuntime, openEmptyDatabase, openMigratedDatabase, type MigratedDatabase } from './migratedDatabase';
export { type Person } from './people';
export { type Ending, type Stream, type StreamEvent } from './stream';
