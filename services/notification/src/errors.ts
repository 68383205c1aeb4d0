import type { ErrorCatalog } from '@ventanilla/http-kit'

/** What notification refuses beside what every service does. */
export const errors = {
  'message-unknown': {
    status: 404,
    title: 'No hay un mensaje con este identificador',
    when: 'No message has this id, or it was asked for a moment ago and is not in the read model yet.',
  },
  'letter-erased': {
    status: 410,
    title: 'Los datos de la carta fueron suprimidos',
    when: 'The person whom the letter went to, or the text in it, was erased, or no address is known: it can’t be written again.',
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
  'campaign-unknown': {
    status: 404,
    title: 'No hay una campaña con este identificador',
    when: 'No campaign has this id.',
  },
  'campaign-case-unknown': {
    status: 422,
    title: 'No hay un caso con este identificador',
    when: 'Notification has heard of no case `caseId` of an entity that the token may see; one that was filed a moment ago is known in seconds.',
  },
  'campaign-erased': {
    status: 410,
    title: 'Los datos de la campaña fueron suprimidos',
    when: 'The key of the campaign is destroyed, so that no note can be kept with it; nothing of it goes any more.',
  },
  'campaign-subject-unfit': {
    status: 422,
    title: 'El asunto falta o sobra',
    when: 'A campaign by e-mail or Infoservicio has no `subject`, or one by SMS has one.',
  },
  'recipients-none': {
    status: 422,
    title: 'La campaña no tiene destinatarios',
    when: '`recipients` is empty.',
  },
  'recipients-too-many': {
    status: 422,
    title: 'La campaña tiene más destinatarios de los que se admiten',
    when: 'More than 5,000 `recipients`; send it as several campaigns.',
  },
  'recipient-invalid': {
    status: 422,
    title: 'A un destinatario no se le puede escribir',
    when: '`errors` names the rows, the first hundred: no e-mail address, no mobile phone of ten digits that begins with 3, or one where the channel takes the other.',
  },
  'recipient-repeated': {
    status: 422,
    title: 'Un destinatario está dos veces',
    when: '`errors` names the rows, the first hundred: an earlier one has the same address in other letters, or the same phone.',
  },
  'sms-gateway-missing': {
    status: 422,
    title: 'Esta instalación no tiene por dónde enviar SMS',
    when: 'A campaign by SMS, and no SMS gateway is installed. Nothing was kept.',
  },
  'sms-rules-missing': {
    status: 422,
    title: 'La entidad no dice cómo puede ser un SMS',
    when: 'No procedure of the entity has the parameters `sms-largo-maximo` and `sms-letras-rechazadas`.',
  },
  'sms-message-unfit': {
    status: 422,
    title: 'El mensaje no sirve para un SMS',
    when: '`errors` has the codes of the check of files: `sms-message-too-long`, `sms-message-accents`, `sms-message-empty`.',
  },
} as const satisfies ErrorCatalog
