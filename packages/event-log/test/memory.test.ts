import { eventLogConformance } from '../src/conformance.ts'
import { memoryLog } from '../src/memory.ts'

eventLogConformance('memory', async () => memoryLog())
