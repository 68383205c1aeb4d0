export {
  type CloudEvent,
  fromCloudEvent,
  type ReadCloudEvent,
  readCloudEvent,
  toCloudEvent,
} from './cloud-event.ts'
export { clockIdOf, messageIdOf } from './derived-ids.ts'
export { newestPublic } from './newest.ts'
export {
  assertPublic,
  type DataOf,
  is,
  isPublicType,
  type PublicDraft,
  type PublicEvent,
  type PublicType,
  publicEvents,
  SERVICES,
  type ServiceName,
} from './public-event.ts'
export type { ExtensionNotCounted } from './shapes.ts'
export * as shapes from './shapes.ts'
export { trackingCode, trackingHash, trackingSecret } from './tracking.ts'
