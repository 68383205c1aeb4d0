import type { ErrorCatalog } from '@ventanilla/http-kit'

/** What intake refuses. `field` names the part of the body at fault. */
export const errors = {
  'entity-unknown': {
    status: 422,
    title: 'No se conoce la entidad',
    when: 'No entity has this id.',
  },
  'procedure-unknown': {
    status: 422,
    title: 'No se conoce el procedimiento',
    when: 'The entity has no such procedure, or it has no public channel and a citizen asks for it.',
  },
  'kind-unknown': {
    status: 422,
    title: 'No se conoce la clase de solicitud',
    when: 'The procedure has no such kind.',
  },
  'channel-unknown': {
    status: 422,
    title: 'No se conoce el canal',
    when: 'Nothing arrives by this channel under the procedure.',
  },
  'product-unknown': {
    status: 422,
    title: 'No se conoce el producto',
    when: 'The entity has no such product.',
  },
  'point-unknown': {
    status: 422,
    title: 'No se conoce el punto de atención',
    when: 'The entity has no such point of service or fair.',
  },
  'theme-unknown': {
    status: 422,
    title: 'No se conoce el tema',
    when: 'A citizen names a theme that the entity does not have. Adapters may bring themes of their own.',
  },
  'anonymous-with-person': {
    status: 422,
    title: 'Una radicación anónima no lleva datos de la persona',
    when: '`mode` is `anonymous` and there is a `person`.',
  },
  'person-missing': {
    status: 422,
    title: 'Faltan los datos de la persona',
    when: '`mode` is `named` or `reserved` and there is no `person`.',
  },
  'received-in-future': {
    status: 422,
    title: 'La fecha de recepción está en el futuro',
    when: '`receivedAt` is later than the present business instant.',
  },
  'term-without-record': {
    status: 422,
    title: 'Solo lo registrado por otro sistema trae su plazo',
    when: 'There is a `term` and no `recordedBy`.',
  },
  'attachment-unknown': {
    status: 422,
    title: 'Un archivo adjunto no se ha subido',
    when: 'No file has the `ref` of an attachment, or the file was erased.',
  },
  'file-empty': {
    status: 422,
    title: 'El archivo está vacío',
    when: 'An upload has no bytes.',
  },
  'procedure-without-checks': {
    status: 422,
    title: 'El procedimiento no fija límites para archivos',
    when: 'A file is to be checked under a procedure that lacks one of the parameters that checks read.',
  },
  'file-checks-busy': {
    status: 503,
    title: 'Ya se están revisando otros archivos',
    when: 'As many files as are ever checked at once are being checked. Try again after `Retry-After`.',
  },
  'filing-anonymous': {
    status: 404,
    title: 'La radicación es anónima',
    when: 'The person of an anonymous filing is asked for: nobody is known.',
  },
  'data-erased': {
    status: 410,
    title: 'Los datos personales fueron suprimidos',
    when: 'The personal data of the filing, its text or its envelope were erased. The facts without it stay.',
  },
  'filing-not-quarantined': {
    status: 409,
    title: 'La radicación no está en cuarentena',
    when: 'A filing that is not in quarantine, or not any more, is to be interpreted again.',
  },
} as const satisfies ErrorCatalog
