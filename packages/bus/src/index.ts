export {
  type Bus,
  type Delivery,
  type Handled,
  NO_ENTITY,
  type Publications,
  publish,
  type Reason,
  type Subscribed,
  type Subscription,
  type Unreadable,
} from './bus.ts'
export {
  type DirectBusOptions,
  openDirectBus,
  type Publisher,
  type Relayed,
  type StartLoop,
} from './direct.ts'
export { casesInLog, type ParkedAt, type ParkedCases } from './parking/cases.ts'
export {
  type EventParked,
  enclosureKind,
  type ParkedCase,
  type ParkingFact,
  parkingFact,
  parkingStream,
  type Waiting,
  waitingOf,
} from './parking/facts.ts'
export { createParking, type ParkingOptions } from './parking/parking.ts'
export { createRelease, type Discarding, type Release, type Replayed } from './parking/release.ts'
export {
  createHandler,
  createReactor,
  ReactionRefused,
  type Reactions,
  type ReactorOptions,
  type Target,
  UnreadableRecords,
} from './reactor.ts'
