# Which version of a function is live.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  packages_folder           = "tests/fixtures/packages"
  composite_alarm_topic_arn = "arn:aws:sns:ap-south-1:111122223333:on-call"
}

run "a_release" {
  assert {
    condition     = [for function in [module.ingest, module.processor, module.notifier] : function.live.function_version] == ["7", "7", "7"]
    error_message = "releases: each alias must have the version that was published last."
  }
  assert {
    condition = alltrue([
      for function in [module.ingest, module.processor, module.notifier] :
      function.function.publish && function.live.name == "live" && function.live.function_name == function.name && length(function.live.routing_config) == 0
    ])
    error_message = "releases: each function must be published and have its own alias, which invokes one version."
  }
  assert {
    condition     = alltrue([for function in [module.ingest, module.processor, module.notifier] : endswith(function.function.description, ". Release ${local.release}")])
    error_message = "releases: a version's description must name its release."
  }
}

run "another_release" {
  command = plan

  variables {
    consumers = [var.consumers[0]]
  }

  assert {
    condition     = module.ingest.function.description != "Validates orders and queues them. Release ${run.a_release.release}"
    error_message = "releases: a change of the settings must be a new release of every function."
  }
}

run "a_pinned_version_stays_live_and_gets_no_canary" {
  variables {
    released_versions = { processor = "6" }
  }

  assert {
    condition     = [for function in [module.ingest, module.processor, module.notifier] : function.live.function_version] == ["7", "6", "7"]
    error_message = "released_versions: the Processor must stay at its version."
  }
  assert {
    condition     = length(module.processor.live.routing_config) == 0
    error_message = "released_versions: without a canary, one version must be invoked."
  }
}

run "a_canary_gets_its_share" {
  variables {
    released_versions = { ingest = "6" }
    canary_weights    = { ingest = 0.1 }
  }

  assert {
    condition     = module.ingest.live.function_version == "6" && module.ingest.live.routing_config[0].additional_version_weights == tomap({ "7" = 0.1 })
    error_message = "canary_weights: the version that was published last must get the canary's share."
  }
  assert {
    condition     = length(module.processor.live.routing_config) == 0
    error_message = "canary_weights: a function without a weight must have no canary."
  }
}

run "a_canary_without_a_version_that_stays_live_is_refused" {
  command = plan

  variables {
    canary_weights = { ingest = 0.1 }
  }

  expect_failures = [var.canary_weights]
}

run "a_weight_of_all_invocations_is_refused" {
  command = plan

  variables {
    released_versions = { processor = "6" }
    canary_weights    = { processor = 1 }
  }

  expect_failures = [var.canary_weights]
}

run "a_version_that_is_not_published_is_refused" {
  command = plan

  variables {
    released_versions = { ingest = "$LATEST" }
  }

  expect_failures = [var.released_versions]
}
