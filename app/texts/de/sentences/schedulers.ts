import type { schedulerSentences as english } from '../../../../workflow/said/scheduler-sentences.ts'
import { schedulerOptions } from '../scheduler-options.ts'

/** An option as its field on the card is called; one that is no field, as diffusers calls it. */
const titled = (option: string): string => {
  const title = Object.hasOwn(schedulerOptions, option) ? schedulerOptions[option]?.title : undefined
  return title === undefined ? option : `„${title}“ (${option})`
}

/** What is said of the options of a scheduler that cannot be, in German. */
export const schedulerSentences: typeof english = {
  optionNoNumber: ({ option, value }) =>
    `Die Option ${titled(option)} des Schedulers ist ${value}. Gib eine endliche Zahl.`,
  optionNotWhole: ({ option, value, min }) =>
    `Die Option ${titled(option)} des Schedulers ist ${value}. Gib eine ganze Zahl von mindestens ${min}.`,
  optionNoSwitch: ({ option, value }) =>
    `Die Option ${titled(option)} des Schedulers ist ${value}. Gib true oder false.`,
  optionNoChoice: ({ option, value, known }) =>
    `Die Option ${titled(option)} des Schedulers ist ${value}. Wähle ${known.join(', ')}.`,
  optionNotSupported: ({ option, value }) =>
    `Die Option ${titled(option)} des Schedulers (${value}) wird nicht unterstützt. Lass sie weg.`,
  optionsExclude: ({ options }) =>
    `Die Optionen ${options.map(titled).join(' und ')} des Schedulers schließen einander aus. Schalte eine aus.`,

  solverNoSwitch: ({ solver, option, value }) =>
    `${solver}: Die Option ${titled(option)} ist ${value}. Gib true oder false.`,
  solverNoChoice: ({ solver, option, value, known }) =>
    `${solver}: Die Option ${titled(option)} ist ${value}. Wähle ${known.join(', ')}.`,
  solverOutOfRange: ({ solver, option, value, min, max }) =>
    `${solver}: Die Option ${titled(option)} ist ${value}. Gib eine Zahl von ${min} bis ${max}.`,
  solverNotWhole: ({ solver, option, value }) =>
    `${solver}: Die Option ${titled(option)} ist ${value}. Gib eine ganze Zahl.`,
  stepsNotPlanned: ({ solver, steps }) =>
    `${solver}: ${steps} Schritte lassen sich nicht planen. Gib eine ganze Zahl von mindestens 1.`,
  stepsBeyondTraining: ({ steps, train }) =>
    `${steps} Schritte lassen sich nicht planen: Gib eine ganze Zahl von 1 bis zu den ${train} Schritten des Trainings (num_train_timesteps).`,

  zeroWithAlgorithm: ({ algorithm }) =>
    `Null bei ${titled('final_sigmas_type')} geht nicht mit dem Algorithmus ${algorithm}. Wähle sigma_min.`,
  orderTooHigh: () =>
    `${titled('solver_order')} ist beim Algorithmus sde-dpmsolver höchstens 2. Setze die Zahl herunter.`,
  zeroWithoutLowerOrder: () =>
    `${titled('lower_order_final')} ist aus, während ${titled('final_sigmas_type')} null ist: Der letzte Schritt würde durch null teilen. Schalte es an, oder wähle sigma_min.`,
  zeroWithoutX0: () =>
    `${titled('predict_x0')} ist aus, während ${titled('final_sigmas_type')} null ist. Wähle sigma_min.`,
  correctorNoList: () =>
    `${titled('disable_corrector')} ist keine Liste. Gib die Nummern der Schritte, die nicht korrigiert werden.`,
  originalBeyondTraining: ({ original, train }) =>
    `${titled('original_inference_steps')} ist ${original}, mehr als die ${train} Schritte des Trainings (num_train_timesteps).`,
  lcmTooManySteps: ({ steps, original }) =>
    `LCM: ${steps} Schritte sind mehr als ${titled('original_inference_steps')} (${original}). Nimm weniger, oder setze die Option herauf.`,
  pndmTooFewSteps: ({ steps }) =>
    `PNDM: ${steps} ${steps === 1 ? 'Schritt ist' : 'Schritte sind'} zu wenig, wenn ${titled('skip_prk_steps')} aus ist. Nimm mindestens 4, oder schalte es an.`,
  offsetBeyondTraining: ({ timestep, last }) =>
    `${titled('steps_offset')} führt zum Zeitschritt ${timestep}, außerhalb der 0..${last} des Trainings. Setze die Zahl herunter, oder nimm andere Abstände.`,
  zeroSnrNeedsOther: () =>
    `${titled('rescale_betas_zero_snr')} braucht ein Netz mit prediction_type v_prediction oder sample. Schalte es aus.`,
  betasNoList: ({ count }) =>
    `Die Option trained_betas des Schedulers muss eine Liste von ${count} Zahlen sein (num_train_timesteps).`,
}
