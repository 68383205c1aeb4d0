import { serveAlone } from '@ventanilla/runtime'
import { composeIntake, intakeConfig } from './compose.ts'

await serveAlone({
  name: 'intake',
  title: 'Ventanilla · Radicación',
  port: 8081,
  config: intakeConfig,
  compose: composeIntake,
})
