"""Maskwise every night at 02:30 UTC, as ``maskwise schedule --for airflow`` prints it.

For Airflow 2.6 and later, 3 included. The workers have Maskwise in HOME and see the same DIRECTORY and STORE.

Evaluation and check are two tasks. The evaluation is the Spark job, and a cluster manager may lose its exit code; the check
reads the run that is kept in the store, takes seconds, and its exit code is the verdict:

    0  passed, warnings included                     success
    1  an input was refused                          failed
    2  a check failed                                failed
    3  not decided: no baseline yet, another         skipped
       definition, too few images
    4  infrastructure: a machine, a disk, a network  failed
"""

import shlex
from datetime import timedelta

import pendulum
from airflow import DAG

try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:  # Airflow 2
    from airflow.operators.bash import BashOperator

HOME = "/opt/maskwise"
DIRECTORY = "/opt/maskwise"  # relative paths are relative to it
CONFIG = "evaluate.yaml"
CHECKS = "checks.yaml"
STORE = "store"


def template(word):
    """The word as Jinja, which Airflow applies to commands, has to be given it."""
    return word.replace("{", "{" * 2 + " '{' " + "}" * 2)


def maskwise(*words):
    """A command of Maskwise. The blank keeps Airflow from reading a command that ends in .sh as the name of a template."""
    command = "cd " + shlex.quote(DIRECTORY) + " && exec " + shlex.join([HOME + "/maskwise", *words])
    return template(command) + " "


with DAG(
    dag_id="maskwise_nightly",
    description="Evaluates the models and checks that none got worse",
    schedule="30 2 * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,  # of nights that were missed, only the newest would give another result
    max_active_runs=1,  # two at once would be two answers to what the last run is
    dagrun_timeout=timedelta(hours=10),
    tags=["maskwise"],
) as dag:
    # A lost machine is worth a second try, which changes no number.
    evaluate = BashOperator(
        task_id="evaluate",
        bash_command=maskwise("evaluate", "--config", CONFIG, "--store", STORE),
        retries=1,
        retry_delay=timedelta(minutes=10),
        skip_on_exit_code=None,
    )

    # In cluster mode (with apache-airflow-providers-apache-spark), this in place of the task above. CONFIG and STORE are then URIs
    # or paths that the driver sees. Where an exit code can get lost, @last can be the run of yesterday: name the day in the check,
    # STORE + "@" and the date, which refuses a day without a run.
    #
    # from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
    #
    # evaluate = SparkSubmitOperator(
    #     task_id="evaluate",
    #     conn_id="spark_default",
    #     application=template(HOME + "/jobs/target/maskwise-jobs.jar"),
    #     java_class="dev.maskwise.job.Main",
    #     application_args=[template(word) for word in ("evaluate", "--config", CONFIG, "--store", STORE)],
    #     retries=1,
    #     retry_delay=timedelta(minutes=10),
    # )

    # Never retried: the same check of the same run says the same. Skipped when it is not decided: what comes after it, such as a
    # promotion, is then skipped too, so nothing passes unproven; but Airflow counts a run that ends in a skipped task as a success
    # and calls no on_failure_callback. With skip_on_exit_code=None such a night is red.
    check = BashOperator(
        task_id="check",
        bash_command=maskwise(
            "check", "--run", STORE + "@last", "--against", STORE + "@last-green", "--checks", CHECKS
        ),
        retries=0,
        skip_on_exit_code=3,
    )

    evaluate >> check
