import { titleOf } from '../diagram/words.ts'
import { fieldFaults } from '../forms/faults.ts'
import { guards } from '../guards/registry.ts'
import { formulas } from '../indicators/formulas.ts'
import { problemCodes } from '../problem.ts'
import { lastDayOf } from '../rules/versions.ts'
import { type Entity, entitySchema } from '../schema/entity.ts'
import type { Parameters } from '../schema/parameter.ts'
import { type Procedure, procedureSchema } from '../schema/procedure.ts'
import { blanks } from '../templates/blanks.ts'
import { warningCodes } from '../warnings/codes.ts'
import { diagramFile } from './diagram-file.ts'
import { fieldTable } from './field-table.ts'
import { evidenceTable, statesTable, transitionsTable } from './flow-tables.ts'
import { formTable } from './form-tables.ts'
import { indicatorsTable, templatesTable } from './letter-tables.ts'
import { code, table } from './markdown.ts'
import {
  areasTable,
  clocksTable,
  kindsTable,
  ladderTable,
  parametersTable,
  productsTable,
  typificationTable,
} from './rule-tables.ts'
import { tasksTable } from './task-tables.ts'

/** Every generated part of docs/reference/procedures.md, by the name of its region. */
export function pageRegions(entity: Entity): Map<string, string> {
  return new Map([
    ['fields-procedure', fieldTable(procedureSchema)],
    ['fields-entity', fieldTable(entitySchema)],
    ['problems', codeTable(problemCodes)],
    ['field-faults', codeTable(fieldFaults)],
    [
      'guards',
      table(
        ['Guard', 'What the case must have', 'Refused with'],
        guards.map((guard) => [code(guard.name), guard.means, code(guard.code)]),
      ),
    ],
    ['blanks', codeTable(blanks, 'Stands for')],
    [
      'formulas',
      table(
        ['Formula', 'Unit', 'What it counts'],
        Object.entries(formulas).map(([id, { unit, means }]) => [code(id), unit, means]),
      ),
    ],
    ['warnings', codeTable(warningCodes, 'What is suspicious')],
    [entity.id, entityPart(entity)],
    ...entity.versions.map(
      (procedure) => [`${procedure.id}@${procedure.version}`, procedurePart(procedure, entity)] as const,
    ),
  ])
}

function codeTable(codes: Record<string, string>, what = 'What is wrong'): string {
  return table(
    ['Code', what],
    Object.entries(codes).map(([id, meaning]) => [code(id), meaning]),
  )
}

function entityPart(entity: Entity): string {
  const parts = [
    `**${entity.name}** (${code(entity.code)}). Radicado: ${code(entity.radicado)}.`,
    part('Áreas', areasTable(entity)),
    part('Productos', productsTable(entity)),
    ...parametersPart(entity.params),
  ]
  return parts.join('\n\n')
}

function procedurePart(procedure: Procedure, entity: Entity): string {
  const { source, version, valid, channels, reception, evidence, outcomes, templates, indicators, tasks } =
    procedure
  const to = lastDayOf(procedure, entity.versions)
  const inForce = to === undefined ? `desde ${valid.from}` : `de ${valid.from} a ${to}`
  const parts = [
    `**${procedure.name}**. Versión ${version}, vigente ${inForce}. Fuente: ${source}.`,
    `![${titleOf(procedure)}](${diagramFile(entity.id, procedure)})`,
    `Canales: ${channels.map(code).join(', ')}.`,
    ...(reception === undefined
      ? []
      : [
          `Recepción: días ${reception.days.join(', ')} (1 = lunes), de ${reception.from} a ${reception.to}.`,
        ]),
    part('Estados', statesTable(procedure)),
    part('Transiciones y razones', transitionsTable(procedure)),
    part('Tipos y plazos', kindsTable(procedure)),
    ...(procedure.clocks.length === 0 ? [] : [part('Otros relojes', clocksTable(procedure))]),
    ...(outcomes.length === 0
      ? []
      : [
          part(
            'Resultados',
            table(
              ['Id', 'Resultado'],
              outcomes.map(({ id, name }) => [code(id), name]),
            ),
          ),
        ]),
    ...procedure.forms.map((form) => part(`Formulario: ${form.name}`, formTable(form))),
    ...(evidence.length === 0 ? [] : [part('Evidencias', evidenceTable(procedure))]),
    ...(templates.length === 0 ? [] : [part('Plantillas', templatesTable(templates))]),
    ...(tasks.length === 0 ? [] : [part('Tareas', tasksTable(tasks))]),
    ...(indicators.length === 0 ? [] : [part('Indicadores', indicatorsTable(indicators))]),
    part('Tipificación', typificationTable(procedure, entity)),
    part('Semáforo', ladderTable(procedure)),
    ...parametersPart(procedure.parameters),
  ]
  return parts.join('\n\n')
}

function parametersPart(parameters: Parameters): string[] {
  return Object.keys(parameters).length === 0 ? [] : [part('Parámetros', parametersTable(parameters))]
}

function part(title: string, body: string): string {
  return `### ${title}\n\n${body}`
}
