export {
  type Bus,
  type Delivery,
  type Handled,
  type Publications,
  publish,
  type Subscribed,
  type Subscription,
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
} from './reactor.ts'
