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
export {
  createHandler,
  createReactor,
  ReactionRefused,
  type Reactions,
  type ReactorOptions,
  type Target,
  UnreadableRecords,
} from './reactor.ts'
