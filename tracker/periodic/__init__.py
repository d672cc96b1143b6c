"""The periodic report of a body: figures taken at one moment, what the officers write of them, its paper."""
