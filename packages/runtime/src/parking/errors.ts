import type { ErrorCatalog } from '@ventanilla/http-kit'

/** What is refused to who looks after parked cases. */
export const errors = {
  'parked-case-unknown': {
    status: 404,
    title: 'Ese caso no está apartado',
    when: 'Nothing waits here under this consumer, publisher and case: it never did, or it was replayed or discarded.',
  },
  'parked-event-unknown': {
    status: 404,
    title: 'Ese evento no está apartado',
    when: 'The case is parked, and no event of it waits under this number.',
  },
  'parked-still-failing': {
    status: 409,
    title: 'El evento volvió a fallar',
    when: 'A replay reached an event that fails again. `replayed` says how many before it were handled, `left` how many wait on, `reason` why; those that were handled stay handled.',
  },
} as const satisfies ErrorCatalog
