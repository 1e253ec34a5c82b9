// Every story, each with servers of its own; two at a time, one for each core of the smallest machine.
import { check, end } from '../lib.mjs'
import { open } from './browser.mjs'
import { officePages, publicPages } from './accessibility.mjs'
import claim from './claim.mjs'
import exit from './exit.mjs'
import office from './office.mjs'
import simulator from './simulator.mjs'
import weight from './weight.mjs'

const browser = await open()
const waiting = [publicPages, officePages, exit, office, claim, simulator, weight]
async function lane() {
  for (let story = waiting.shift(); story; story = waiting.shift()) {
    try {
      await story(browser)
    } catch (broken) {
      check(`${story.name} goes to its end`, false, broken.stack)
    }
  }
}
await Promise.all([lane(), lane()])
await browser.close()
end()
