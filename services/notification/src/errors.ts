import type { ErrorCatalog } from '@ventanilla/http-kit'

/** What notification refuses beside what every service does. */
export const errors = {
  'message-unknown': {
    status: 404,
    title: 'No hay un mensaje con este identificador',
    when: 'No message has this id, or it was asked for a moment ago and is not in the read model yet.',
  },
  'message-filter-missing': {
    status: 400,
    title: 'Falta decir de qué caso o de qué entidad',
    when: 'Messages are listed by `caseId` or by `entity`, one of the two.',
  },
  'message-cursor-invalid': {
    status: 400,
    title: 'El cursor no es de esta lista',
    when: '`cursor` is not the `next` of an earlier page.',
  },
} as const satisfies ErrorCatalog
