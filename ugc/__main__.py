from ugc.cli import main

main(prog_name="python -m ugc")
