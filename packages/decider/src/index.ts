export type { Decider, Decision, Fact, Json, JsonObject, Refusal } from './decider.ts'
export { fold, isRefusal, refuse } from './decider.ts'
export {
  EventNewerError,
  type EventVersions,
  storedType,
  type Upcaster,
  upcast,
  versionOf,
} from './versions.ts'
