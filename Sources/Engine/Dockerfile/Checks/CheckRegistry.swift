extension BuildChecks {
    /// The rules of Docker's build checks.
    static let rulesOfDocker: [BuildCheck] = [
        .stageNameCasing, .fromAsCasing, .noEmptyContinuation, .consistentInstructionCasing, .duplicateStageName,
        .reservedStageName, .jsonArgsRecommended, .maintainerDeprecated, .undefinedArgInFrom, .workdirRelativePath,
        .undefinedVar, .multipleInstructionsDisallowed, .legacyKeyValueFormat, .invalidBaseImagePlatform,
        .redundantTargetPlatform, .secretsUsedInArgOrEnv, .invalidDefaultArgInFrom,
        .fromPlatformFlagConstDisallowed, .copyIgnoredFile, .invalidDefinitionDescription, .exposeProtoCasing,
        .exposeInvalidFormat,
    ]

    /// The course's own rules.
    static let rulesOfTheCourse: [BuildCheck] = [
        .courseBaseTag, .courseAptUpdateAlone, .courseAptQuestions, .courseRecommendedPackages,
        .coursePackageListsKept, .courseCombineRuns, .courseCopyBeforeInstall, .courseNoIgnoreFile,
        .courseAddInsteadOfCopy, .courseChangedAfterCopy, .courseCdInRun, .courseSudoInRun, .coursePipeToShell,
        .courseSecretFileCopied, .courseSignalsSwallowed, .courseRunsAsRoot, .courseUnknownCheck,
    ]
}
