/** A value of an option, as JSON has it. Options are named as diffusers names them. */
interface OptionValue {
  readonly option: string
  readonly value: string
}

/** What is said of the options of a scheduler that cannot be, in English. */
export const schedulerSentences = {
  optionNoNumber: ({ option, value }: OptionValue) => `Scheduler option ${option} is ${value}. Give a finite number.`,
  optionNotWhole: ({ option, value, min }: OptionValue & { min: number }) =>
    `Scheduler option ${option} is ${value}. Give a whole number of at least ${min}.`,
  optionNoSwitch: ({ option, value }: OptionValue) => `Scheduler option ${option} is ${value}. Give true or false.`,
  optionNoChoice: ({ option, value, known }: OptionValue & { known: readonly string[] }) =>
    `Scheduler option ${option} is ${value}. Choose one of ${known.join(', ')}.`,
  optionNotSupported: ({ option, value }: OptionValue) =>
    `Scheduler option ${option} (${value}) is not supported. Leave it out.`,
  optionsExclude: ({ options }: { options: readonly string[] }) =>
    `Scheduler options ${options.join(' and ')} exclude each other. Switch one off.`,

  solverNoSwitch: ({ solver, option, value }: OptionValue & { solver: string }) =>
    `${solver}: option ${option} is ${value}. Give true or false.`,
  solverNoChoice: ({ solver, option, value, known }: OptionValue & { solver: string; known: readonly string[] }) =>
    `${solver}: option ${option} is ${value}. Choose one of ${known.join(', ')}.`,
  solverOutOfRange: ({ solver, option, value, min, max }: OptionValue & { solver: string; min: string; max: string }) =>
    `${solver}: option ${option} is ${value}. Give a number from ${min} to ${max}.`,
  solverNotWhole: ({ solver, option, value }: OptionValue & { solver: string }) =>
    `${solver}: option ${option} is ${value}. Give a whole number.`,
  stepsNotPlanned: ({ solver, steps }: { solver: string; steps: number }) =>
    `${solver}: ${steps} steps cannot be planned. Give a whole number of at least 1.`,
  stepsBeyondTraining: ({ steps, train }: { steps: number; train: number }) =>
    `${steps} steps cannot be planned: give a whole number from 1 to num_train_timesteps (${train}).`,

  zeroWithAlgorithm: ({ algorithm }: { algorithm: string }) =>
    `Scheduler option final_sigmas_type zero does not go with algorithm_type ${algorithm}. Choose sigma_min.`,
  orderTooHigh: () => 'Scheduler option solver_order is at most 2 with algorithm_type sde-dpmsolver. Lower it.',
  zeroWithoutLowerOrder: () =>
    'Scheduler option lower_order_final is off while final_sigmas_type is zero: the last step would divide by zero. Switch it on, or choose sigma_min.',
  zeroWithoutX0: () => 'Scheduler option predict_x0 is off while final_sigmas_type is zero. Choose sigma_min.',
  correctorNoList: () =>
    'Scheduler option disable_corrector is no list. Give the indices of steps that are not corrected.',
  originalBeyondTraining: ({ original, train }: { original: number; train: number }) =>
    `Scheduler option original_inference_steps (${original}) exceeds num_train_timesteps (${train}).`,
  lcmTooManySteps: ({ steps, original }: { steps: number; original: number }) =>
    `LCM: ${steps} steps are more than original_inference_steps (${original}). Take fewer, or raise the option.`,
  pndmTooFewSteps: ({ steps }: { steps: number }) =>
    `PNDM: ${steps} steps are too few for skip_prk_steps false. Take at least 4, or switch it on.`,
  offsetBeyondTraining: ({ timestep, last }: { timestep: number; last: number }) =>
    `Scheduler option steps_offset leads to timestep ${timestep}, outside of training's 0..${last}. Lower it, or take other spacing.`,
  zeroSnrNeedsOther: () =>
    'Scheduler option rescale_betas_zero_snr needs a network with prediction_type v_prediction or sample. Switch it off.',
  betasNoList: ({ count }: { count: number }) =>
    `Scheduler option trained_betas must be a list of num_train_timesteps (${count}) numbers.`,
}
