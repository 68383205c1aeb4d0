import { bogotaDate } from '@ventanilla/calendar'
import { messageParameters } from '@ventanilla/file-checks/sms'
import { isForKind, loadEntities, procedureOn } from '@ventanilla/procedures'
import { unknownIn, useOf } from '../domain/letters/approved.ts'
import type { Names } from '../jobs/ports.ts'

/** Names as the files of the entities have them. @throws ProcedureError when one of them is no good */
export function entityNames(dir: string): Names {
  const entities = loadEntities(dir)
  return {
    entity: (id) => entities.get(id)?.name ?? id,
    kind(id, procedure, kind) {
      // The newest version that has it: a letter says the name, and the name is all that may have changed.
      const versions = entities.get(id)?.versions.filter((one) => one.id === procedure) ?? []
      return versions.flatMap(({ kinds }) => kinds).findLast((one) => one.id === kind)?.name
    },
    procedure: (id, procedure) => entities.get(id)?.procedures.get(procedure)?.name,
    approved(id, { template, procedure, kind, receivedAt }) {
      const entity = entities.get(id)
      const version = entity && procedureOn(entity, procedure, bogotaDate(receivedAt))
      const found = version?.templates.find((one) => one.use === useOf[template] && isForKind(one, kind))
      if (found === undefined) return undefined
      const text = entity?.letters.get(found.file)
      // One that asks for what isn't known here is for who writes letters by hand.
      if (text === undefined || unknownIn(text, template).length > 0) return undefined
      const { id: own, version: of, approvedBy, approvedOn } = found
      return { id: own, version: of, approvedBy, approvedOn, text }
    },
    smsRules: (id) =>
      entities
        .get(id)
        ?.versions.flatMap(({ parameters }) => messageParameters(parameters) ?? [])
        .at(-1),
  }
}
